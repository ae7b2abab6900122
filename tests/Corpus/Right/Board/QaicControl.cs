using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux accel (qaic): the handler stops the device and unmaps the message.
public sealed class QaicControl<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<int> ManageAsync(PinnedBuffer message, CancellationToken cancellation)
    {
        PhysAddr address = THal.Share(message.Buffer, Both);
        if (!device.Submit(address, message.Buffer.Length))
        {
            THal.Unshare(address, message.Buffer, Both);
            return -11;
        }

        bool answered;
        try
        {
            answered = await device.DoneAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            device.Reset();
            THal.Unshare(address, message.Buffer, Both);
            return -4;
        }

        if (!answered)
        {
            device.Reset();
        }

        THal.Unshare(address, message.Buffer, Both);
        return answered ? ParseStatus(message) : -110;
    }

    private static int ParseStatus(PinnedBuffer message) => message.Buffer[0] == 0 ? 0 : -5;
}
