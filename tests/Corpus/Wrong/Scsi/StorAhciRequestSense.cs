using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows miniports (storahci): the exception that the method throws for a stopped port leaves the buffer shared.
internal sealed record PortState(bool Running, int Number);

internal sealed class SenseReader<THal>(Device port)
    where THal : struct, IHal
{
    public byte ReadKey(PortState state, DmaBuffer sense)
    {
        ArgumentNullException.ThrowIfNull(state);
        PhysAddr address = THal.Share(sense, DeviceToDriver); //! HAL1002
        port.WriteRegister(0x38, 1);
        if (!state.Running)
        {
            throw new DeviceException($"port {state.Number} is not running");
        }

        port.Program(address, sense.Length);
        port.Kick();
        while (!port.Poll())
        {
        }

        THal.Unshare(address, sense, DeviceToDriver);
        return (byte)(sense[2] & 0x0F);
    }
}
