using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Slots into which cards are plugged; each card has a ring that is made on insertion. A slot's ring is freed on removal, also by
// surprise; a second insertion without removal frees the first.
public sealed class CardSlots<THal>(int count) : IDisposable
    where THal : struct, IHal
{
    private enum Event
    {
        Inserted,
        Removed,
        PowerFault,
        Attention,
    }

    private readonly Dma<THal>?[] _rings = new Dma<THal>?[count];
    private readonly Device?[] _cards = new Device?[count];

    public void Handle(int slot, int code, Device card)
    {
        switch ((Event)code)
        {
            case Event.Inserted:
                Remove(slot);
                if (!Insert(slot, card))
                {
                    Log.Info("the card stays off");
                }

                break;

            case Event.Removed:
            case Event.PowerFault:
                Remove(slot);
                break;

            case Event.Attention:
                Log.Info("the button was pressed");
                break;

            default:
                break;
        }
    }

    public void Dispose()
    {
        for (int slot = 0; slot < _rings.Length; slot++)
        {
            Remove(slot);
        }
    }

    private bool Insert(int slot, Device card)
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
        {
            return false;
        }

        if (card.Start(ring.Paddr, HalConstants.PageSize) != 0)
        {
            ring.Dispose();
            return false;
        }

        _rings[slot] = ring;
        _cards[slot] = card;
        return true;
    }

    private void Remove(int slot)
    {
        if (_rings[slot] is not { } ring)
        {
            return;
        }

        _cards[slot]?.Reset();
        _cards[slot] = null;
        _rings[slot] = null;
        ring.Dispose();
    }
}
