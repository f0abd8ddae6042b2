import type { HandOffError } from 'nestjs-scalekit-federation/browser';

/** Stands for what the front end is made with. */
export declare function showNotice(notice: string): void;
export declare function showError(error: HandOffError): void;
export declare function post(url: string, body: object): Promise<object>;
export declare const form: {
  onSubmit: (values: { email: string; password: string }) => Promise<void>;
};
