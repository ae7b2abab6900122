using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux nand_base: a page that cannot be corrected is read again at other threshold voltages. The share is made once for each
// attempt, so that what the device wrote is seen before the check.
public sealed class PageReader<THal>(Device chip)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Levels => [0, 4, 8, 0xFC, 0xF8, 0xF0];

    public int Read(DmaBuffer page, uint number)
    {
        int best = -74;
        foreach (byte level in Levels)
        {
            chip.WriteRegister(0x89, level);
            chip.WriteRegister(0x00, number);
            best = ReadOnce(page);
            if (best >= 0)
            {
                break;
            }
        }

        chip.WriteRegister(0x89, 0);
        return best;
    }

    private int ReadOnce(DmaBuffer page)
    {
        PhysAddr address = THal.Share(page, BufferDirection.DeviceToDriver);
        if (!chip.Submit(address, page.Length))
        {
            THal.Unshare(address, page, BufferDirection.DeviceToDriver);
            return -16;
        }

        bool done = chip.Wait(10);
        if (!done)
        {
            chip.Reset();
        }

        THal.Unshare(address, page, BufferDirection.DeviceToDriver);
        return done ? CountErrors(page.AsReadOnlySpan()) : -110;
    }

    private static int CountErrors(ReadOnlySpan<byte> page)
    {
        byte fold = 0;
        foreach (byte b in page)
        {
            fold ^= b;
        }

        return fold == 0 ? 0 : -74;
    }
}
