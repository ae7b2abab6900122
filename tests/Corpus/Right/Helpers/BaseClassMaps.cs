using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A base class that maps, runs and unmaps, with derived classes that say what to run. Derived classes get the address for the time of
// one call only, the base ends the share whatever they return.
public abstract class Transfer<THal>(DmaBuffer memory, BufferDirection direction)
    where THal : struct, IHal
{
    protected DmaBuffer Memory => memory;

    public int Run()
    {
        Prepare();
        PhysAddr address = THal.Share(memory, direction);
        int status;
        try
        {
            status = Execute(address);
        }
        finally
        {
            THal.Unshare(address, memory, direction);
        }

        return status == 0 ? Finish() : status;
    }

    protected virtual void Prepare()
    {
    }

    /// <summary>Returns when the device is done with the address.</summary>
    protected abstract int Execute(PhysAddr address);

    protected virtual int Finish() => 0;
}

public sealed class FirmwareVersion<THal>(Mailbox mailbox, DmaBuffer memory) : Transfer<THal>(memory, DeviceToDriver)
    where THal : struct, IHal
{
    public int Major { get; private set; }

    protected override int Execute(PhysAddr address) => mailbox.Execute(0x10, address);

    protected override int Finish()
    {
        Major = Memory[0];
        return Major == 0 ? -71 : 0;
    }
}

public sealed class SetClock<THal>(Mailbox mailbox, DmaBuffer memory, uint hertz) : Transfer<THal>(memory, DriverToDevice)
    where THal : struct, IHal
{
    protected override void Prepare() => BinaryPrimitives.WriteUInt32LittleEndian(Memory.AsSpan(), hertz);

    protected override int Execute(PhysAddr address) => mailbox.Execute(0x11, address);
}
