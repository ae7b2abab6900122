using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer ring of xHCI: one page of TRBs, the last of which links to the first.</summary>
public sealed unsafe class XhciTransferRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int TrbSize = 16;
    private const int Trbs = HalConstants.PageSize / TrbSize;
    private const uint Link = 6u << 10;
    private const uint Normal = 1u << 10;
    private const uint ToggleCycle = 2;

    [StructLayout(LayoutKind.Sequential)]
    private struct Trb
    {
        public ulong Parameter;
        public uint Status;
        public uint Control;
    }

    private readonly Dma<THal> _ring = new(1, Both);
    private readonly Dictionary<PhysAddr, Shared<THal>> _pending = [];
    private int _enqueue;
    private uint _cycle = 1;

    public XhciTransferRing()
    {
        Trb* link = _ring.Pointer<Trb>((Trbs - 1) * TrbSize);
        link->Parameter = _ring.Paddr.Value;
        link->Control = Link | ToggleCycle;
    }

    public PhysAddr Enqueue(DmaBuffer data, BufferDirection direction)
    {
        var shared = new Shared<THal>(data, direction);
        nuint offset = (nuint)_enqueue * TrbSize;
        Trb* trb = _ring.Pointer<Trb>(offset);
        trb->Parameter = shared.Paddr.Value;
        trb->Status = (uint)data.Length;
        Volatile.Write(ref trb->Control, Normal | (1u << 5) | _cycle);

        PhysAddr at = _ring.PaddrAt(offset);
        _pending.Add(at, shared);
        if (++_enqueue == Trbs - 1)
        {
            Trb* link = _ring.Pointer<Trb>((Trbs - 1) * TrbSize);
            Volatile.Write(ref link->Control, (link->Control & ~1u) | _cycle);
            _enqueue = 0;
            _cycle ^= 1;
        }

        return at;
    }

    /// <summary>Called for each transfer event.</summary>
    public bool Complete(PhysAddr trb, uint residue, out int transferred)
    {
        if (!_pending.Remove(trb, out Shared<THal> shared))
        {
            transferred = 0;
            return false;
        }

        shared.Unshare();
        transferred = shared.Buffer.Length - (int)Math.Min(residue, (uint)shared.Buffer.Length);
        return true;
    }

    /// <summary>After the endpoint was stopped.</summary>
    public void Dispose()
    {
        foreach (Shared<THal> shared in _pending.Values)
        {
            shared.Unshare();
        }

        _pending.Clear();
        _ring.Dispose();
    }
}
