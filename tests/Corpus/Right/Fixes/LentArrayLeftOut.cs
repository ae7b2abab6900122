using System;
using Devices;
using Hal;

public sealed class LentArray<THal>(NetPort port) where THal : struct, IHal
{
    public void Transmit(DmaBuffer[] parts, int[] lengths)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }

        port.TransmitParts(addresses, lengths);
        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
}

/// <summary>The engine was given the buffers before: it may release what is left out here.</summary>
public sealed class LentToTheirHolder<THal>(IGatherEngine queue) where THal : struct, IHal
{
    public void Start(DmaBuffer[] parts)
    {
        foreach (DmaBuffer part in parts)
        {
            queue.Attach(part);
        }

        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }

        queue.Start(addresses);
        for (int i = 1; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
}

public interface IGatherEngine
{
    void Attach(DmaBuffer buffer);

    void Start(ReadOnlySpan<PhysAddr> addresses);
}
