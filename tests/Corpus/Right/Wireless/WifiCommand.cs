using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command to a wireless firmware: some pieces are copied into the slot, others are mapped; a bit map says which.</summary>
public sealed class WifiCommand<THal>(Ring ring, Dma<THal> slots) : IDisposable
    where THal : struct, IHal
{
    private const int SlotBytes = 512;
    private const int MostPieces = 4;

    public readonly record struct Piece(DmaBuffer Bytes, bool MayBeMapped);

    private struct Meta
    {
        public byte Mapped;
        public Shared<THal> Piece0;
        public Shared<THal> Piece1;
        public Shared<THal> Piece2;
        public Shared<THal> Piece3;

        public void Set(int index, Shared<THal> piece)
        {
            Mapped |= (byte)(1 << index);
            switch (index)
            {
                case 0: Piece0 = piece; break;
                case 1: Piece1 = piece; break;
                case 2: Piece2 = piece; break;
                default: Piece3 = piece; break;
            }
        }

        public void Unmap()
        {
            Piece0.Unshare();
            Piece1.Unshare();
            Piece2.Unshare();
            Piece3.Unshare();
            this = default;
        }
    }

    private readonly Meta[] _meta = new Meta[8];
    private int _next;

    public bool Send(ReadOnlySpan<Piece> pieces)
    {
        if (pieces.Length > MostPieces)
        {
            return false;
        }

        int slot = _next & 7;
        if (_meta[slot].Mapped != 0)
        {
            return false;
        }

        Span<byte> copy = slots.AsSpan().Slice(slot * SlotBytes, SlotBytes);
        var meta = default(Meta);
        int copied = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            Piece piece = pieces[i];
            if (!piece.MayBeMapped)
            {
                if (copied + piece.Bytes.Length > SlotBytes)
                {
                    meta.Unmap();
                    return false;
                }

                piece.Bytes.AsReadOnlySpan().CopyTo(copy[copied..]);
                copied += piece.Bytes.Length;
                continue;
            }

            try
            {
                meta.Set(i, new Shared<THal>(piece.Bytes, DriverToDevice));
            }
            catch (DmaException)
            {
                meta.Unmap();
                return false;
            }
        }

        meta.Mapped |= 0x80;
        _meta[slot] = meta;
        ring.Post(slot, slots.PaddrAt((nuint)(slot * SlotBytes)), copied);
        ring.Doorbell();
        _next++;
        return true;
    }

    public void Reclaim(int slot) => _meta[slot & 7].Unmap();

    public void Dispose()
    {
        ring.Stop();
        for (int i = 0; i < _meta.Length; i++)
        {
            _meta[i].Unmap();
        }
    }
}
