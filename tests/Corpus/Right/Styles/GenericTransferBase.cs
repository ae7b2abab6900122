using System;
using Devices;
using Hal;

namespace Drivers;

// A base class that does what all transfers have in common; derived ones say how to start and to stop. The base shares and ends in one
// method, and asks the derived class to stop before it ends an unfinished share.
public abstract class TransferBase<THal>
    where THal : struct, IHal
{
    protected abstract BufferDirection Direction { get; }

    public bool Run(DmaBuffer data)
    {
        BufferDirection direction = Direction;
        PhysAddr address = THal.Share(data, direction);
        bool finished = false;
        try
        {
            finished = Start(address, data.Length) && WaitDone();
        }
        finally
        {
            if (!finished)
            {
                Stop();
            }

            THal.Unshare(address, data, direction);
        }

        return finished;
    }

    protected abstract bool Start(PhysAddr address, int length);

    protected abstract bool WaitDone();

    protected abstract void Stop();
}

public sealed class SerialTransfer<THal>(SerialPort port) : TransferBase<THal>
    where THal : struct, IHal
{
    protected override BufferDirection Direction => BufferDirection.DeviceToDriver;

    protected override bool Start(PhysAddr address, int length)
    {
        port.StartReceive(address, length);
        return true;
    }

    protected override bool WaitDone()
    {
        var deadline = Deadline.In(100);
        while (port.Received == 0 && !deadline.Expired)
        {
        }

        return port.StopReceive() > 0;
    }

    protected override void Stop() => _ = port.StopReceive();
}

public sealed class DiskWrite<THal> : TransferBase<THal>
    where THal : struct, IHal
{
    private readonly Device _disk;

    public DiskWrite(Device disk) => _disk = disk ?? throw new ArgumentNullException(nameof(disk));

    protected override BufferDirection Direction => BufferDirection.DriverToDevice;

    protected override bool Start(PhysAddr address, int length) => _disk.Submit(address, length);

    protected override bool WaitDone() => _disk.Wait(1000);

    protected override void Stop() => _disk.Reset();
}
