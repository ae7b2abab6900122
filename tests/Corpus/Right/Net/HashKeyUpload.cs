using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Loads the key and the table of receive-side scaling with raw DMA memory and goto. Labels fall through in the reverse order of the
// allocations, each one frees what was made before the jump.
public sealed unsafe class HashSetup<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint SetKey = 0x0B02;
    private const uint SetTable = 0x0B03;
    private const int KeyBytes = 52;
    private const int TableEntries = 512;

    public int Load(ReadOnlySpan<byte> key, int queues)
    {
        if (key.Length != KeyBytes || queues is < 1 or > 64)
        {
            return -22;
        }

        int status = -12;
        DmaAllocation keyPage = THal.DmaAlloc(1, DriverToDevice);
        if (keyPage.Paddr == default)
        {
            goto done;
        }

        DmaAllocation tablePage = THal.DmaAlloc(1, DriverToDevice);
        if (tablePage.Paddr == default)
        {
            goto freeKey;
        }

        key.CopyTo(new Span<byte>(keyPage.Vaddr, KeyBytes));
        for (int i = 0; i < TableEntries; i++)
        {
            tablePage.Vaddr[i] = (byte)(i % queues);
        }

        status = firmware.Execute(SetKey, keyPage.Paddr);
        if (status != 0)
        {
            goto freeTable;
        }

        status = firmware.Execute(SetTable, tablePage.Paddr);

    freeTable:
        if (THal.DmaDealloc(tablePage.Paddr, tablePage.Vaddr, 1) != 0)
        {
            Log.Info("the indirection table was not given back");
        }

    freeKey:
        if (THal.DmaDealloc(keyPage.Paddr, keyPage.Vaddr, 1) != 0)
        {
            Log.Info("the hash key was not given back");
        }

    done:
        return status;
    }
}
