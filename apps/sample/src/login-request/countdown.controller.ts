import { Controller, Get } from '@nestjs/common';
import { ClientScript, readClientScript } from '../pages/client-script.js';

const script = readClientScript('./countdown.client.js', import.meta.url);

@Controller()
export class CountdownController {
  @Get('countdown.js')
  @ClientScript()
  script(): string {
    return script;
  }
}
