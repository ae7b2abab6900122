using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Enums whose members are all handled, by switch statements and expressions at both ends.
public enum Flow
{
    None,
    In,
    Out,
    InOut,
}

public sealed class ClosedEnums<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private static BufferDirection DirectionOf(Flow flow) => flow switch
    {
        Flow.In => DeviceToDriver,
        Flow.Out => DriverToDevice,
        Flow.InOut => Both,
        _ => throw new ArgumentOutOfRangeException(nameof(flow)),
    };

    public int Execute(Flow flow, DmaBuffer buffer)
    {
        if (flow == Flow.None)
        {
            return mailbox.Execute(0, default);
        }

        PhysAddr paddr = THal.Share(buffer, DirectionOf(flow));
        int error = mailbox.Execute(1, paddr);
        THal.Unshare(paddr, buffer, DirectionOf(flow));
        return error;
    }

    public int ExecuteSplit(Flow flow, DmaBuffer input, DmaBuffer output)
    {
        PhysAddr inputAddress = flow is Flow.Out or Flow.InOut ? THal.Share(input, DriverToDevice) : default;
        PhysAddr outputAddress = flow is Flow.In or Flow.InOut ? THal.Share(output, DeviceToDriver) : default;
        int error = mailbox.Execute((uint)flow, inputAddress, outputAddress);
        switch (flow)
        {
            case Flow.None:
                break;
            case Flow.In:
                THal.Unshare(outputAddress, output, DeviceToDriver);
                break;
            case Flow.Out:
                THal.Unshare(inputAddress, input, DriverToDevice);
                break;
            case Flow.InOut:
                THal.Unshare(outputAddress, output, DeviceToDriver);
                THal.Unshare(inputAddress, input, DriverToDevice);
                break;
        }

        return error;
    }
}
