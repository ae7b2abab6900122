using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Uploads the addresses of neighbours in chunks from a rented array. The array is pinned before it is shared and goes back to the pool
// after the pin and the share are gone.
public sealed class NeighbourUpload<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const int EntryBytes = 8;
    private const int PerCommand = 64;

    public int Upload(IReadOnlyList<ulong> neighbours)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(PerCommand * EntryBytes);
        try
        {
            for (int first = 0; first < neighbours.Count; first += PerCommand)
            {
                int count = Math.Min(PerCommand, neighbours.Count - first);
                for (int i = 0; i < count; i++)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(rented.AsSpan(i * EntryBytes), neighbours[first + i]);
                }

                int status = SendChunk(rented.AsMemory(0, count * EntryBytes), first == 0);
                if (status != 0)
                {
                    return status;
                }
            }

            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private int SendChunk(Memory<byte> chunk, bool replace)
    {
        using var pinned = new PinnedBuffer(chunk);
        PhysAddr address = THal.Share(pinned.Buffer, DriverToDevice);
        try
        {
            return firmware.Execute(replace ? 0x20u : 0x21u, address);
        }
        finally
        {
            THal.Unshare(address, pinned.Buffer, DriverToDevice);
        }
    }
}
