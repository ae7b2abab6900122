using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The update of an embedded controller: erase, write sectors, verify by reading them back. Write and verify use two buffers, and the
// verify buffer is compared when both shares have ended.
internal sealed class EmbeddedController<THal>
    where THal : struct, IHal
{
    private enum Step : uint
    {
        Erase = 1,
        Write = 2,
        Read = 3,
    }

    private const int SectorBytes = 1024;

    private readonly Device _controller;

    public EmbeddedController(Device controller) => _controller = controller;

    public bool Update(byte[] image)
    {
        if (image.Length == 0 || image.Length % SectorBytes != 0)
        {
            return false;
        }

        using var sector = new PinnedBuffer(SectorBytes);
        using var check = new PinnedBuffer(SectorBytes);
        for (int at = 0; at < image.Length; at += SectorBytes)
        {
            image.AsSpan(at, SectorBytes).CopyTo(sector.Buffer.AsSpan());
            bool good = Run(Step.Erase, at, sector.Buffer, DriverToDevice)
                && Run(Step.Write, at, sector.Buffer, DriverToDevice)
                && Run(Step.Read, at, check.Buffer, DeviceToDriver)
                && check.Buffer.AsReadOnlySpan().SequenceEqual(sector.Buffer.AsReadOnlySpan());
            if (!good)
            {
                return false;
            }
        }

        return true;
    }

    private bool Run(Step step, int offset, DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = THal.Share(buffer, direction);
        _controller.WriteRegister(0, (ulong)step);
        _controller.WriteRegister(8, (ulong)offset);
        bool taken = _controller.Submit(address, buffer.Length);
        bool done = taken && _controller.Wait(3000);
        if (taken && !done)
        {
            _controller.Reset();
        }

        THal.Unshare(address, buffer, direction);
        return done && _controller.Status == 0;
    }
}
