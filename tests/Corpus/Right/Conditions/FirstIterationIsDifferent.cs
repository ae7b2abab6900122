using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>The first round of a loop shares the header, the flag knows it after the loop.</summary>
public sealed class HeaderOnce<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(DmaBuffer header, IEnumerable<PhysAddr> ready)
    {
        bool sentHeader = false;
        PhysAddr headerAt = default;
        foreach (PhysAddr next in ready)
        {
            if (!sentHeader)
            {
                headerAt = THal.Share(header, BufferDirection.DriverToDevice);
                sentHeader = true;
                _device.Submit(headerAt);
            }

            _device.Submit(next);
        }

        _device.Wait(10);
        if (sentHeader)
        {
            THal.Unshare(headerAt, header, BufferDirection.DriverToDevice);
        }
    }
}
