using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux accel (qaic): the handler of a cancelled wait returns an error and leaves the message mapped.
public sealed class QaicControl<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<int> ManageAsync(PinnedBuffer message, CancellationToken cancellation)
    {
        PhysAddr address = THal.Share(message.Buffer, Both); //! HAL1002
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
