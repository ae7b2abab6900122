using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A raw flash driver that reads a page with its spare bytes into two buffers. Both shares are made before the command and ended after
// it, in the finally that also stops a stuck controller.
internal readonly record struct NandGeometry(int PageBytes, int SpareBytes);

internal sealed class NandPage<THal>
    where THal : struct, IHal
{
    private readonly Device _controller;
    private readonly NandGeometry _geometry;

    public NandPage(Device controller, NandGeometry geometry)
    {
        _controller = controller;
        _geometry = geometry;
    }

    public bool Read(uint page, DmaBuffer data, DmaBuffer spare)
    {
        if (data.Length < _geometry.PageBytes || spare.Length < _geometry.SpareBytes)
        {
            throw new ArgumentException("The buffers are too short for a page.");
        }

        DmaBuffer main = data.Slice(0, _geometry.PageBytes);
        DmaBuffer extra = spare.Slice(0, _geometry.SpareBytes);
        Shared<THal> first = new(main, DeviceToDriver);
        Shared<THal> second = default;
        bool done = false;
        try
        {
            second = new Shared<THal>(extra, DeviceToDriver);
            _controller.WriteRegister(0, page);
            _controller.WriteRegister(8, first.Paddr.Value);
            _controller.WriteRegister(16, second.Paddr.Value);
            _controller.Kick();
            done = _controller.Wait(100);
            return done && _controller.Status == 0;
        }
        finally
        {
            if (!done)
            {
                _controller.Reset();
            }

            second.Unshare();
            first.Unshare();
        }
    }
}
