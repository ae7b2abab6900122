using System;
using Devices;
using Hal;

/// <summary>A gather write: addresses and buffers in parallel arrays, shared in one loop, unshared in another.</summary>
public sealed class GatherWrite<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Write(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }

        for (int i = 0; i < addresses.Length; i++)
        {
            _device.Program(addresses[i], parts[i].Length);
        }

        _device.Kick();
        _device.Wait(100);
        for (int i = 0; i < addresses.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        Array.Clear(addresses);
    }
}
