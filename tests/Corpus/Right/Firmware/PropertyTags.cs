using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Tags for a firmware's property mailbox, built in one page: several questions go in one message. Offsets stay inside of the page,
// answers are copied out before the page may be used again.
public sealed unsafe class PropertyTags<THal>(Mailbox mailbox) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _page = new(1, Both);
    private readonly List<(uint Tag, int Offset)> _tags = new();
    private int _used = 2;

    public bool Add(uint tag, params uint[] values)
    {
        int words = 3 + values.Length;
        if (_used + words + 1 > HalConstants.PageSize / sizeof(uint))
        {
            return false;
        }

        uint* message = _page.Pointer<uint>(0);
        message[_used] = tag;
        message[_used + 1] = (uint)(values.Length * sizeof(uint));
        message[_used + 2] = 0;
        for (int i = 0; i < values.Length; i++)
        {
            message[_used + 3 + i] = values[i];
        }

        _tags.Add((tag, _used + 3));
        _used += words;
        return true;
    }

    public Dictionary<uint, uint> Send()
    {
        var answers = new Dictionary<uint, uint>();
        uint* message = _page.Pointer<uint>(0);
        message[_used] = 0;
        message[0] = (uint)((_used + 1) * sizeof(uint));
        message[1] = 0;
        if (mailbox.Execute(8, _page.Paddr) == 0 && message[1] == 0x80000000)
        {
            foreach ((uint tag, int offset) in _tags)
            {
                answers[tag] = message[offset];
            }
        }

        _tags.Clear();
        _used = 2;
        return answers;
    }

    public void Dispose() => _page.Dispose();
}
