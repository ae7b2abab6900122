using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A conformance test that goes through all directions and sizes, with a delegate that plays the device.</summary>
public static class Conformance<THal>
    where THal : struct, IHal
{
    public static IEnumerable<string> Run(Action<PhysAddr, int> device)
    {
        foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
        {
            for (int size = 1; size <= 4096; size *= 2)
            {
                string? failure = One(direction, size, device);
                if (failure is not null)
                {
                    yield return failure;
                }
            }
        }
    }

    private static string? One(BufferDirection direction, int size, Action<PhysAddr, int> device)
    {
        using var memory = new PinnedBuffer(size);
        memory.Buffer.AsSpan().Fill(1);
        PhysAddr at = THal.Share(memory.Buffer, direction);
        try
        {
            device(at, size);
        }
        catch (Exception failure)
        {
            return $"{direction} {size}: {failure.Message}";
        }
        finally
        {
            THal.Unshare(at, memory.Buffer, direction);
        }

        return at == default ? "address 0" : null;
    }
}
