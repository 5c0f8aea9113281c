import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HeatMap } from '#renderer/ui/heat-map.tsx';
import { uiTexts } from '#renderer/ui/texts.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';

const i18n = i18next.createInstance();
const counts = new Map([
  ['2024-02-29', 2],
  ['2024-03-05', 9],
  ['2024-12-31', 1],
]);

beforeAll(async () => {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { translation: { ui: uiTexts.en } } },
    interpolation: { escapeValue: false },
  });
});

afterEach(cleanup);

describe('the heat map', () => {
  it('has a cell for every day, each with its date and figure', () => {
    show();
    expect(screen.getAllByRole('gridcell')).toHaveLength(366);
    expect(screen.getByRole('gridcell', { name: 'Thursday, February 29, 2024: 2 plays' })).toBeTruthy();
  });

  it('is one stop for Tab, goes by day and week, stays inside the year, and opens a day', async () => {
    const opened = show();
    await userEvent.tab();
    expect(day()).toBe('2024-12-31');
    await userEvent.keyboard('{ArrowDown}');
    expect(day()).toBe('2024-12-31');
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    expect(day()).toBe('2024-12-23');
    await userEvent.keyboard('{PageUp}');
    expect(day()).toBe('2024-11-23');
    await userEvent.keyboard('{Home}{Enter}');
    expect(opened).toEqual(['2024-11-01']);
    expect(document.querySelectorAll('[role=gridcell][tabindex="0"]')).toHaveLength(1);
  });

  it('says the same as a table, with sums', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
    const march = screen.getByRole('row', { name: /^Mar/ });
    expect(within(march).getAllByRole('cell')).toHaveLength(32);
    expect(within(march).getAllByText('9')).toHaveLength(2);
    expect(screen.getByText('12 plays in 2024')).toBeTruthy();
  });
});

function day(): string | undefined {
  return (document.activeElement as HTMLElement).dataset['day'];
}

function show(): PartialDate[] {
  const opened: PartialDate[] = [];
  render(
    <I18nextProvider i18n={i18n}>
      <HeatMap
        label="Plays"
        year={2024}
        counts={counts}
        describe={(count) => `${count} plays`}
        onOpen={(one) => opened.push(one)}
      />
    </I18nextProvider>,
  );
  return opened;
}
