import type { CommandSender } from '../commands/command-sender.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { registerLookAlikes } from '../look-alikes/look-alike-routes.ts';
import { LookAlikeScanner } from '../look-alikes/look-alike-scanner.ts';
import { registerModels } from '../templates/model-routes.ts';
import { TemplateKeeper } from '../templates/template-keeper.ts';
import { eraseOldCrops } from './erase-old-crops.ts';
import { registerGrounds } from './ground-routes.ts';
import { ImportDriver } from './imports/import-driver.ts';
import { registerImports } from './imports/import-routes.ts';
import { registerLinks } from './link-routes.ts';
import { registerSelfEnrolment } from './self-enrolment-routes.ts';
import { registerSubmissions } from './submission-routes.ts';

const EVERY_MS = 3_600_000;

/** All that brings faces into the hub beside the officer's own photos, and what of it goes on by itself. */
export class EnrolmentWork {
  readonly #dependencies: FeatureDependencies;
  readonly #sender: CommandSender;
  readonly #imports: ImportDriver;
  readonly #keeper: TemplateKeeper;
  readonly #scanner: LookAlikeScanner;
  #timer: NodeJS.Timeout | undefined;
  #erasing: Promise<void> = Promise.resolve();

  constructor(dependencies: FeatureDependencies, sender: CommandSender) {
    this.#dependencies = dependencies;
    this.#sender = sender;
    this.#imports = new ImportDriver(dependencies, sender);
    this.#keeper = new TemplateKeeper(dependencies, sender);
    this.#scanner = new LookAlikeScanner(dependencies, sender);
  }

  register(app: App): void {
    registerGrounds(app, this.#dependencies, this.#sender);
    registerLinks(app, this.#dependencies);
    registerSelfEnrolment(app, this.#dependencies);
    registerSubmissions(app, this.#dependencies, this.#sender);
    registerImports(app, this.#dependencies, this.#imports);
    registerModels(app, this.#dependencies, this.#sender, this.#keeper);
    registerLookAlikes(app, this.#dependencies, this.#sender, this.#scanner);
  }

  async start(): Promise<void> {
    const erase = () => {
      this.#erasing = this.#erase();
    };
    this.#timer = setInterval(erase, EVERY_MS).unref();
    erase();
    await this.#keeper.start();
    this.#imports.start();
    this.#scanner.start();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#imports.stop();
    await this.#keeper.stop();
    await this.#scanner.stop();
    await this.#erasing;
  }

  async #erase(): Promise<void> {
    const { database, log } = this.#dependencies;
    try {
      const erased = await eraseOldCrops(database.db);
      if (erased > 0) log.info({ erased }, 'pictures of faces that were kept long enough were erased');
    } catch (error) {
      log.warn(
        { err: error },
        'pictures of faces that were kept long enough could not be erased; tried again in an hour',
      );
    }
  }
}
