using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like power-line adapters' tone maps: a request and a large answer, asynchronously. Both shares end in a finally, after the task that
// says that the firmware is done.
public sealed class ToneMaps<THal>(Mailbox adapter)
    where THal : struct, IHal
{
    private const uint GetToneMap = 0xA038;

    public async Task<byte[]?> ReadAsync(byte[] station)
    {
        if (station.Length != 6)
        {
            throw new ArgumentException("a station has six bytes", nameof(station));
        }

        using var request = new PinnedBuffer(station.AsMemory());
        using var answer = new PinnedBuffer(1155);
        PhysAddr requestAddress = THal.Share(request.Buffer, BufferDirection.DriverToDevice);
        try
        {
            PhysAddr answerAddress = THal.Share(answer.Buffer, BufferDirection.DeviceToDriver);
            int status;
            try
            {
                status = await adapter.ExecuteAsync(GetToneMap, requestAddress, answerAddress).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(answerAddress, answer.Buffer, BufferDirection.DeviceToDriver);
            }

            return status == 0 ? answer.Buffer.AsReadOnlySpan().ToArray() : null;
        }
        finally
        {
            THal.Unshare(requestAddress, request.Buffer, BufferDirection.DriverToDevice);
        }
    }
}
