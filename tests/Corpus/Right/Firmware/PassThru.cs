using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A pass-through command in the manner of firmware: map data, map metadata, run, unmap what was mapped.</summary>
public sealed class PassThru<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    public enum Status
    {
        Success,
        OutOfResources,
        Timeout,
        DeviceError,
    }

    public Status Execute(byte opcode, DmaBuffer data, DmaBuffer metadata, bool read)
    {
        Shared<THal> mappedData = default;
        Shared<THal> mappedMetadata = default;
        Status status;
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        try
        {
            if (!data.IsEmpty)
            {
                mappedData = new Shared<THal>(data, direction);
            }

            if (!metadata.IsEmpty)
            {
                mappedMetadata = new Shared<THal>(metadata, direction);
            }

            int command = queue.Submit(opcode, mappedData.Paddr, mappedMetadata.Paddr);
            status = command < 0 ? Status.DeviceError : Await(command);
        }
        catch (DmaException)
        {
            status = Status.OutOfResources;
        }
        finally
        {
            mappedMetadata.Unshare();
            mappedData.Unshare();
        }

        return status;
    }

    private Status Await(int command)
    {
        queue.RingDoorbell();
        for (var deadline = Deadline.In(2000); !deadline.Expired; Thread.SpinWait(30))
        {
            if (queue.IsDone(command))
            {
                return queue.Error == 0 ? Status.Success : Status.DeviceError;
            }
        }

        controller.Reset();
        return Status.Timeout;
    }
}
