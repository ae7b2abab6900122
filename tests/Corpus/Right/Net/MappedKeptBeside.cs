using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Header and fragments of a packet; what is mapped is kept beside, so that the way back needs no packet.</summary>
public sealed class ScatterTransmit<THal>
    where THal : struct, IHal
{
    private readonly record struct Piece(PhysAddr Address, DmaBuffer Bytes);

    private readonly NetPort _port;
    private readonly Dictionary<Packet, Piece[]> _inFlight = [];

    public ScatterTransmit(NetPort port) => _port = port;

    public bool Send(Packet packet)
    {
        var pieces = new Piece[1 + packet.FragmentCount];
        int mapped = 0;
        try
        {
            pieces[mapped] = new Piece(THal.Share(packet.Buffer, DriverToDevice), packet.Buffer);
            mapped++;
            for (int f = 0; f < packet.FragmentCount; f++)
            {
                DmaBuffer bytes = packet.Fragment(f).Buffer;
                pieces[mapped] = new Piece(THal.Share(bytes, DriverToDevice), bytes);
                mapped++;
            }
        }
        catch (DmaException)
        {
            while (--mapped >= 0)
            {
                THal.Unshare(pieces[mapped].Address, pieces[mapped].Bytes, DriverToDevice);
            }

            return false;
        }

        _inFlight.Add(packet, pieces);
        var addresses = Array.ConvertAll(pieces, p => p.Address);
        var lengths = Array.ConvertAll(pieces, p => p.Bytes.Length);
        _port.TransmitParts(addresses, lengths);
        return true;
    }

    public void Completed(Packet packet)
    {
        if (!_inFlight.Remove(packet, out Piece[]? pieces))
        {
            return;
        }

        foreach (Piece piece in pieces)
        {
            THal.Unshare(piece.Address, piece.Bytes, DriverToDevice);
        }

        packet.Free();
    }
}
