using System;
using Devices;
using Hal;

namespace Drivers;

// A PCI endpoint's test function reads, writes and copies by command bits, with a checksum register. Which of the two buffers are shared
// follows from the command, by the same bits at both ends.
public sealed class EndpointTest<THal>
    where THal : struct, IHal
{
    [Flags]
    public enum Command
    {
        None = 0,
        Reads = 1,
        Writes = 2,
        Copies = Reads | Writes,
    }

    private readonly Device _endpoint;
    private readonly DmaBuffer _source;
    private readonly DmaBuffer _target;

    public EndpointTest(Device endpoint, DmaBuffer source, DmaBuffer target)
    {
        _endpoint = endpoint;
        _source = source;
        _target = target;
    }

    public bool Run(Command command)
    {
        PhysAddr source = default;
        PhysAddr target = default;
        if ((command & Command.Reads) != 0)
        {
            source = THal.Share(_source, BufferDirection.DriverToDevice);
        }

        try
        {
            if ((command & Command.Writes) != 0)
            {
                target = THal.Share(_target, BufferDirection.DeviceToDriver);
            }

            bool passed = Execute(command, source, target);
            if ((command & Command.Writes) != 0)
            {
                THal.Unshare(target, _target, BufferDirection.DeviceToDriver);
            }

            return passed;
        }
        finally
        {
            if ((command & Command.Reads) != 0)
            {
                THal.Unshare(source, _source, BufferDirection.DriverToDevice);
            }
        }
    }

    private bool Execute(Command command, PhysAddr source, PhysAddr target)
    {
        _endpoint.WriteRegister(0x10, source.Value);
        _endpoint.WriteRegister(0x18, target.Value);
        _endpoint.WriteRegister(0x04, (ulong)command);
        bool passed = _endpoint.Wait(100);
        if (!passed)
        {
            _endpoint.Reset();
        }

        return passed;
    }
}
