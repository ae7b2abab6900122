using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows miniports (storahci): the state of the port is tested before the buffer is shared.
internal sealed record PortState(bool Running, int Number);

internal sealed class SenseReader<THal>(Device port)
    where THal : struct, IHal
{
    public byte ReadKey(PortState state, DmaBuffer sense)
    {
        ArgumentNullException.ThrowIfNull(state);
        port.WriteRegister(0x38, 1);
        if (!state.Running)
        {
            throw new DeviceException($"port {state.Number} is not running");
        }

        PhysAddr address = THal.Share(sense, DeviceToDriver);
        port.Program(address, sense.Length);
        port.Kick();
        while (!port.Poll())
        {
        }

        THal.Unshare(address, sense, DeviceToDriver);
        return (byte)(sense[2] & 0x0F);
    }
}
