import { Inject, Injectable } from '@nestjs/common';
import { isWithinLabels, permittedColumns } from '@continuum/access';
import {
  CARD_ELEMENTS,
  Refused,
  type PermitClaims,
  type PermittedRecord,
} from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { shownCard } from '../domain/field-card.js';
import { FieldCardRepository } from '../store/field-card.repository.js';
import {
  PermittedRecordRepository,
  type CareDataset,
} from '../store/permitted-record.repository.js';
import { PUBLIC_LINE } from '../tokens.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a permit names, and nothing else. */
@Injectable()
export class PermittedReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: PermittedRecordRepository,
    private readonly cards: FieldCardRepository,
    private readonly clock: Clock,
    @Inject(PUBLIC_LINE) private readonly publicLine: string,
  ) {}

  async all(permit: PermitClaims): Promise<PermittedRecord[]> {
    return [
      ...(await this.of('mdt', permit)),
      ...(await this.of('rfrl', permit)),
      ...(await this.cardsOf(permit)),
    ];
  }

  async one(dataset: CareDataset, id: string, permit: PermitClaims): Promise<PermittedRecord> {
    const records = await this.of(dataset, permit);
    const record = records.find(({ recordKey }) => recordKey === `${dataset}/${id}`);
    if (!record) throw new Refused('NOT_FOUND', 'There is no such thing.');
    return record;
  }

  /** Records with the same permitted columns are read together. */
  async of(dataset: CareDataset, permit: PermitClaims): Promise<PermittedRecord[]> {
    const wanted = idsOf(dataset, permit).map((id) => ({
      id,
      fields: permittedColumns(permit, `${dataset}/${id}`, dataset).toSorted(),
    }));
    const alike = Map.groupBy(
      wanted.filter(({ fields }) => fields.length > 0),
      ({ fields }) => fields.join(),
    );
    const found = await Promise.all(
      [...alike.values()].map((group) =>
        this.records.read(
          dataset,
          group.map(({ id }) => id),
          group[0]?.fields ?? [],
          this.dataSource.manager,
        ),
      ),
    );
    return found
      .flat()
      .filter(({ recordKey, labels }) => isWithinLabels(permit, recordKey, labels))
      .map(({ recordKey, elements }) => ({ recordKey, elements }));
  }

  private async cardsOf(permit: PermitClaims): Promise<PermittedRecord[]> {
    const known = idsOf('card', permit).map((personId) => this.card(personId, permit));
    return (await Promise.all(known)).filter(({ elements }) => Object.keys(elements).length > 0);
  }

  private async card(personId: string, permit: PermitClaims): Promise<PermittedRecord> {
    const recordKey = `card/${personId}`;
    if (!isWithinLabels(permit, recordKey, ['GENERAL'])) return { recordKey, elements: {} };
    const { cards, isConnected } = await this.cards.ofPerson(personId, this.dataSource.manager);
    const shown = shownCard(cards[0], this.clock.now());
    const card = { callNow: this.publicLine, ...shown, isConnected };
    const permitted = permittedColumns(permit, recordKey, 'card');
    const elements = Object.entries(card)
      .filter(([field]) => permitted.includes(field) && isCardElement(`card.${field}`))
      .map(([field, value]) => [`card.${field}`, value]);
    return { recordKey, elements: Object.fromEntries(elements) as PermittedRecord['elements'] };
  }
}

const isCardElement = (element: string) => CARD_ELEMENTS.some((one) => one === element);

const idsOf = (dataset: string, { records }: PermitClaims): string[] =>
  Object.keys(records)
    .filter((key) => key.startsWith(`${dataset}/`))
    .map((key) => key.slice(dataset.length + 1))
    .filter((id) => UUID.test(id));
