using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7915: fix tx skb dma unmap" (892f74d3): the first pointer of the token's list was left out of the
// unmap.
public sealed unsafe class Mt7915Token<THal>
    where THal : struct, IHal
{
    private const int MaxBuffers = 6;

    private readonly PhysAddr[] _addresses = new PhysAddr[MaxBuffers];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[MaxBuffers];
    private readonly Device _wtbl;
    private int _count;

    public Mt7915Token(Device wtbl) => _wtbl = wtbl;

    public bool Prepare(ReadOnlySpan<Fragment> fragments)
    {
        if (_count != 0 || fragments.Length > MaxBuffers)
        {
            return false;
        }

        for (int i = 0; i < fragments.Length; i++)
        {
            _buffers[i] = fragments[i].Buffer;
            _addresses[i] = THal.Share(_buffers[i], DriverToDevice); //! HAL1002 (no fix: field)
            _wtbl.Program(_addresses[i], _buffers[i].Length);
        }

        _count = fragments.Length;
        _wtbl.Kick();
        return true;
    }

    /// <summary>The firmware is done with the frame.</summary>
    public void Release()
    {
        for (int i = 1; i < _count; i++)
        {
            THal.Unshare(_addresses[i], _buffers[i], DriverToDevice);
        }

        _count = 0;
    }
}
