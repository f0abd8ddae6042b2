import { Catch, ServiceUnavailableException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** Terminus throws what is down, and the error page would hide it. */
@Catch(ServiceUnavailableException)
export class HealthAnswerFilter extends BaseExceptionFilter {}
