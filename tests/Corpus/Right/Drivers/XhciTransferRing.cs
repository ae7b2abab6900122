using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>An xHCI transfer ring: a TD of several TRBs split at 64 KiB borders, completed by the TRB's address in an event.</summary>
public sealed unsafe class TransferRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = 256;
    private readonly Dma<THal> _ring = new(1, BufferDirection.Both);
    private readonly Dictionary<ulong, (Shared<THal> Share, Urb Urb)> _byTrb = new();
    private readonly MmioRegion _doorbells;
    private int _enqueue;

    public TransferRing(MmioRegion doorbells) => _doorbells = doorbells;

    public bool Queue(Urb urb)
    {
        Shared<THal> share = default;
        if (!urb.Buffer.IsEmpty)
        {
            try
            {
                share = new Shared<THal>(urb.Buffer, urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
            }
            catch (DmaException)
            {
                return false;
            }
        }

        int left = urb.Buffer.Length;
        PhysAddr at = share.Paddr;
        ulong last;
        do
        {
            int room = 65536 - (int)(at.Value & 0xFFFF);
            int piece = Math.Min(left, room);
            last = Put(at, piece, chained: piece < left);
            at += piece;
            left -= piece;
        }
        while (left > 0);

        _byTrb.Add(last, (share, urb));
        _doorbells.Write32(4, urb.Endpoint);
        return true;
    }

    private ulong Put(PhysAddr at, int length, bool chained)
    {
        int slot = _enqueue++ % Entries;
        Descriptor* trb = _ring.Pointer<Descriptor>((nuint)(slot * sizeof(Descriptor)));
        trb->Address = at.Value;
        trb->Length = (uint)length;
        trb->Flags = (ushort)(chained ? 0x10 : 0x20);
        return _ring.PaddrAt((nuint)(slot * sizeof(Descriptor))).Value;
    }

    public void OnEvent(ulong trb, int residue)
    {
        if (!_byTrb.Remove(trb, out var entry))
        {
            return;
        }

        entry.Share.Unshare();
        entry.Urb.Actual = entry.Urb.Buffer.Length - residue;
        entry.Urb.Complete?.Invoke(entry.Urb);
    }

    public void Dispose()
    {
        foreach ((Shared<THal> share, Urb urb) in _byTrb.Values)
        {
            share.Unshare();
            urb.Status = -108;
        }

        _byTrb.Clear();
        _ring.Dispose();
    }
}
