import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { useState } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { StarRatingInput } from '#renderer/ui/star-rating-input.tsx';
import { filledWidth } from '#renderer/ui/star-row.tsx';
import { uiTexts } from '#renderer/ui/texts.ts';

const i18n = i18next.createInstance();

beforeAll(async () => {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { translation: { ui: uiTexts.en } } },
    interpolation: { escapeValue: false },
  });
});

afterEach(cleanup);

describe('the star rating', () => {
  it('is one slider that says its value in stars', () => {
    show(90);
    expect(slider().getAttribute('aria-valuetext')).toBe('4.5 of 5 stars');
  });

  it('says the exact number too when it is not on a half star, and shows it', () => {
    show(87);
    expect(slider().getAttribute('aria-valuetext')).toBe('4.35 of 5 stars, 8.7 of 10');
    expect(screen.getByText('8.7')).toBeTruthy();
  });

  it('says that nothing is rated yet', () => {
    show(null);
    expect(slider().getAttribute('aria-valuetext')).toBe('Not rated');
  });

  it.each([
    { from: null, keys: '{ArrowRight}', to: 10 },
    { from: 80, keys: '{ArrowRight}', to: 90 },
    { from: 80, keys: '{ArrowUp}', to: 90 },
    { from: 80, keys: '{ArrowLeft}', to: 70 },
    { from: 80, keys: '{ArrowDown}', to: 70 },
    { from: 87, keys: '{ArrowUp}', to: 90 },
    { from: 87, keys: '{ArrowDown}', to: 80 },
    { from: 87, keys: '{Alt>}{ArrowUp}{/Alt}', to: 88 },
    { from: 87, keys: '{Alt>}{ArrowLeft}{/Alt}', to: 86 },
    { from: 45, keys: '{Home}', to: 10 },
    { from: 45, keys: '{End}', to: 100 },
    { from: null, keys: '8', to: 80 },
    { from: 45, keys: '0', to: 100 },
    { from: 45, keys: '{Shift>}8{/Shift}', to: 75 },
    { from: 45, keys: '{Shift>}0{/Shift}', to: 95 },
    { from: 45, keys: '{Shift>}1{/Shift}', to: 10 },
    { from: 45, keys: '{Delete}', to: null },
    { from: 45, keys: '{Backspace}', to: null },
    { from: 90, keys: '{ArrowUp}{ArrowUp}{ArrowDown}', to: 90 },
  ])('$keys takes $from to $to', async ({ from, keys, to }) => {
    const { onChange, user } = show(from);
    await user.tab();
    expect(document.activeElement).toBe(slider());
    await user.keyboard(keys);
    expect(onChange).toHaveBeenLastCalledWith(to);
  });

  it.each([
    { from: 10, keys: '{ArrowDown}' },
    { from: 100, keys: '{ArrowUp}' },
    { from: 100, keys: '{Alt>}{ArrowUp}{/Alt}' },
    { from: null, keys: '{Delete}' },
    { from: 50, keys: 'x' },
    { from: 50, keys: '{Control>}5{/Control}' },
  ])('$keys leaves $from as it is', async ({ from, keys }) => {
    const { onChange, user } = show(from);
    await user.tab();
    await user.keyboard(keys);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('keeps its keys from the list around it, and leaves it the others', async () => {
    const heard = vi.fn<(key: string) => void>();
    const { user } = show(50, heard);
    await user.tab();
    await user.keyboard('{ArrowDown}7j');
    expect(heard.mock.calls).toEqual([['j']]);
  });

  it('takes the rating away by its cross and gives the focus back to the stars', async () => {
    const { onChange, user } = show(50);
    await user.click(screen.getByRole('button', { name: 'Clear rating' }));
    expect(onChange).toHaveBeenLastCalledWith(null);
    expect(document.activeElement).toBe(slider());
  });

  it('can be clicked on a half', async () => {
    const { onChange, user } = show(null);
    const stars = slider().parentElement;
    if (!stars) throw new Error('no stars');
    vi.spyOn(stars, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 0, 160, 32));
    await user.pointer({
      keys: '[MouseLeft]',
      target: stars,
      coords: { clientX: 100 + 3 * 32 + 8, clientY: 10 },
    });
    expect(onChange).toHaveBeenLastCalledWith(70);
  });
});

describe('the filling of the stars', () => {
  it('grows with the rating and is whole at the ends', () => {
    const widths = Array.from({ length: 101 }, (_, rating) => filledWidth(rating));
    expect(widths[0]).toBe(0);
    expect(widths[100]).toBe(120);
    expect(widths.every((width, index) => index === 0 || width > (widths[index - 1] ?? 0))).toBe(true);
  });
});

function show(rating: number | null, heard?: (key: string) => void) {
  const onChange = vi.fn<(rating: number | null) => void>();
  function Held() {
    const [value, setValue] = useState(rating);
    const change = (next: number | null) => {
      onChange(next);
      setValue(next);
    };
    return <StarRatingInput label="Your rating of Ran" rating={value} onChange={change} />;
  }
  render(
    <I18nextProvider i18n={i18n}>
      <div role="presentation" onKeyDown={(event) => heard?.(event.key)}>
        <Held />
      </div>
    </I18nextProvider>,
  );
  return { onChange, user: userEvent.setup() };
}

function slider(): HTMLElement {
  return screen.getByRole('slider', { name: 'Your rating of Ran' });
}
