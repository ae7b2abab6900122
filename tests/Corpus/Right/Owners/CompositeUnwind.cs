using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A card with several functions is opened as one; closing goes on when one of them throws. What was opened is closed in the reverse
// order, each one, and the errors are told together at the end.
public sealed class CompositeCard<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _card;
    private readonly List<Dma<THal>> _parts = new();

    private CompositeCard(Device card) => _card = card;

    public static CompositeCard<THal> Open(Device card, IEnumerable<nuint> functionPages)
    {
        var composite = new CompositeCard<THal>(card);
        try
        {
            foreach (nuint pages in functionPages)
            {
                var part = new Dma<THal>(pages, Both);
                composite._parts.Add(part);
                card.Program(part.Paddr, (int)part.Length);
            }

            return composite;
        }
        catch
        {
            composite.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _card.Reset();
        List<Exception>? errors = null;
        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            try
            {
                _parts[i].Dispose();
            }
            catch (DmaException error)
            {
                (errors ??= new List<Exception>()).Add(error);
            }
        }

        _parts.Clear();
        if (errors is not null)
        {
            throw new AggregateException(errors);
        }
    }
}
