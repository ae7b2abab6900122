using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "ibmvnic: Unmap DMA address of TX descriptor buffers after use": the array of sub-CRQ entries was mapped for
// each packet and never unmapped.
public unsafe class VnicTransmit<THal>(Mailbox crq, byte* entries)
    where THal : struct, IHal
{
    private const int EntrySize = 32;
    private const uint SendIndirect = 0x44;

    public int Send(DmaBuffer frame, int entryCount)
    {
        var indirect = new DmaBuffer(entries, entryCount * EntrySize);
        BuildEntries(indirect, entryCount, frame.Length);

        PhysAddr data = THal.Share(frame, DriverToDevice);
        PhysAddr list = THal.Share(indirect, DriverToDevice);
        try
        {
            int rc = crq.Execute(SendIndirect, list, data);
            if (rc != 0)
            {
                Log.Info("vnic: indirect send failed");
            }

            return rc;
        }
        finally
        {
            THal.Unshare(list, indirect, DriverToDevice);
            THal.Unshare(data, frame, DriverToDevice);
        }
    }

    private static void BuildEntries(DmaBuffer list, int count, int length)
    {
        Span<byte> bytes = list.AsSpan();
        bytes.Clear();
        for (int i = 0; i < count; i++)
        {
            bytes[i * EntrySize] = 0x80;
            bytes[(i * EntrySize) + 4] = (byte)length;
        }
    }
}
