using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Identify of a disk; the page of the answer is the caller's on success only.</summary>
public static class AtaIdentify
{
    public static bool TryIdentify<THal>(Device port, out Dma<THal>? answer)
        where THal : struct, IHal
    {
        answer = null;
        Dma<THal>? page = null;
        try
        {
            page = new Dma<THal>(1, DeviceToDriver);
            if (port.Start(page.Paddr, 512) != 0)
            {
                return false;
            }

            if (!port.Wait(1000))
            {
                port.Reset();
                return false;
            }

            answer = page;
            page = null;
            return true;
        }
        catch (DmaException)
        {
            return false;
        }
        finally
        {
            page?.Dispose();
        }
    }

    public static ulong SectorsOf<THal>(Device port)
        where THal : struct, IHal
    {
        if (!TryIdentify(port, out Dma<THal>? answer) || answer is null)
        {
            return 0;
        }

        using (answer)
        {
            ReadOnlySpan<byte> words = answer.AsSpan();
            ulong sectors = BitConverter.ToUInt64(words.Slice(200, 8));
            return sectors != 0 ? sectors : BitConverter.ToUInt32(words.Slice(120, 4));
        }
    }
}
