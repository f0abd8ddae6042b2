import { Controller, Get } from '@nestjs/common';
import { ClientScript, readClientScript } from '../pages/client-script.js';

const countdown = readClientScript('./countdown.client.js', import.meta.url);
const working = readClientScript('./working.client.js', import.meta.url);

/** What the pages load while an AI app waits. */
@Controller()
export class LoginRequestScriptsController {
  @Get('countdown.js')
  @ClientScript()
  countdown(): string {
    return countdown;
  }

  @Get('working.js')
  @ClientScript()
  working(): string {
    return working;
  }
}
