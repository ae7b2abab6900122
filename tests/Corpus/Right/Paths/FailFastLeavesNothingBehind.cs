using System;
using Devices;
using Hal;

/// <summary>A watchdog's dump: where the device will not stop, the process ends on the spot, and with it every duty.</summary>
public sealed class CrashDump<THal>
    where THal : struct, IHal
{
    private readonly Device _dump = new();

    public void Write(DmaBuffer registers)
    {
        PhysAddr at = THal.Share(registers, BufferDirection.DriverToDevice);
        _dump.Program(at, registers.Length);
        if (!_dump.Wait(5000))
        {
            Environment.FailFast("the dump device still reads the registers");
        }

        if (_dump.Status == -1)
        {
            Environment.Exit(70);
        }

        THal.Unshare(at, registers, BufferDirection.DriverToDevice);
    }
}
