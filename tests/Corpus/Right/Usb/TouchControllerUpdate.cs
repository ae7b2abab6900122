using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A touch panel takes its configuration in blocks, each of which it acknowledges or asks for again. The retry loop makes a new share for
// every attempt and has none left when it gives up.
public sealed class TouchUpdate<THal>
    where THal : struct, IHal
{
    private const int BlockBytes = 128;
    private const int Attempts = 3;
    private readonly Device _panel;

    public TouchUpdate(Device panel) => _panel = panel;

    public int Update(DmaBuffer configuration)
    {
        int block = 0;
        int attempts = 0;
        while (block * BlockBytes < configuration.Length)
        {
            int offset = block * BlockBytes;
            DmaBuffer part = configuration.Slice(offset, Math.Min(BlockBytes, configuration.Length - offset));
            switch (Send(part))
            {
                case 0:
                    block++;
                    attempts = 0;
                    continue;
                case -11 when ++attempts < Attempts:
                    continue;
                case var error:
                    Log.Info($"block {block} failed");
                    return error;
            }
        }

        return 0;
    }

    private int Send(DmaBuffer part)
    {
        PhysAddr address = THal.Share(part, DriverToDevice);
        if (!_panel.Submit(address, part.Length))
        {
            THal.Unshare(address, part, DriverToDevice);
            return -11;
        }

        if (!_panel.Wait(50))
        {
            _panel.Reset();
            THal.Unshare(address, part, DriverToDevice);
            return -110;
        }

        THal.Unshare(address, part, DriverToDevice);
        return _panel.Status == 0 ? 0 : -11;
    }
}
