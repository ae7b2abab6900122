using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Small synchronous requests over spans of the caller, pinned by fixed for the time of the call. Share and end lie within the fixed
// statement, and an exchange that does not end is reset in it.
public sealed unsafe class RegisterBank<THal>
    where THal : struct, IHal
{
    private readonly Device _bank;

    public RegisterBank(Device bank) => _bank = bank;

    public bool Write(int register, byte[] values)
    {
        if (values.Length == 0)
        {
            return true;
        }

        fixed (byte* pointer = values)
        {
            return Run(register, new DmaBuffer(pointer, values.Length), DriverToDevice);
        }
    }

    public bool Read(int register, byte[] values)
    {
        if (values.Length == 0)
        {
            return true;
        }

        fixed (byte* pointer = values)
        {
            return Run(register, new DmaBuffer(pointer, values.Length), DeviceToDriver);
        }
    }

    public bool Update(int register, byte[] values, Func<byte, byte> change)
    {
        if (!Read(register, values))
        {
            return false;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = change(values[i]);
        }

        return Write(register, values);
    }

    private bool Run(int register, DmaBuffer data, BufferDirection direction)
    {
        _bank.WriteRegister(0, (ulong)register);
        PhysAddr address = THal.Share(data, direction);
        int started = _bank.Start(address, data.Length);
        bool done = started >= 0 && _bank.Wait(10);
        if (started >= 0 && !done)
        {
            _bank.Reset();
        }

        THal.Unshare(address, data, direction);
        return done;
    }
}
