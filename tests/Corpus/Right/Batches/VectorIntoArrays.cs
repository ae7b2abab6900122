using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Helpers that map a vector of buffers into arrays of the caller, with a count as out parameter. After a failure the helper has ended
// what it mapped and says 0; the caller ends what the helper said.
public static class VectorMapping
{
    public static bool TryMap<THal>(ReadOnlySpan<DmaBuffer> vector, BufferDirection direction, PhysAddr[] addresses, out int mapped)
        where THal : struct, IHal
    {
        mapped = 0;
        if (vector.Length > addresses.Length)
        {
            return false;
        }

        try
        {
            while (mapped < vector.Length)
            {
                addresses[mapped] = THal.Share(vector[mapped], direction);
                mapped++;
            }

            return true;
        }
        catch (DmaException)
        {
            Unmap<THal>(vector, direction, addresses, mapped);
            mapped = 0;
            return false;
        }
    }

    public static void Unmap<THal>(ReadOnlySpan<DmaBuffer> vector, BufferDirection direction, PhysAddr[] addresses, int mapped)
        where THal : struct, IHal
    {
        for (int i = mapped - 1; i >= 0; i--)
        {
            THal.Unshare(addresses[i], vector[i], direction);
            addresses[i] = default;
        }
    }
}

public sealed class VectorReader<THal>(Device device)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[32];

    public bool Read(params DmaBuffer[] vector)
    {
        if (!VectorMapping.TryMap<THal>(vector, DeviceToDriver, _addresses, out int mapped))
        {
            return false;
        }

        for (int i = 0; i < mapped; i++)
        {
            device.Program(_addresses[i], vector[i].Length);
        }

        device.Kick();
        bool done = device.Wait(1000);
        if (!done)
        {
            device.Reset();
        }

        VectorMapping.Unmap<THal>(vector, DeviceToDriver, _addresses, mapped);
        return done;
    }
}
