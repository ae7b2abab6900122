using System.Buffers.Binary;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads the counters of all ports of a switch, asynchronously, one block after the other. Each block's share ends when its command has
// come back, on success and on error, before its numbers are read.
public sealed class PortCounters<THal>(Mailbox firmware, int ports)
    where THal : struct, IHal
{
    private const int BlockBytes = 256;

    public async Task<ulong[]> ReadOctetsAsync(CancellationToken cancellation)
    {
        var octets = new ulong[ports];
        using var request = new PinnedBuffer(16);
        using var block = new PinnedBuffer(BlockBytes);
        for (int port = 0; port < ports; port++)
        {
            cancellation.ThrowIfCancellationRequested();
            WritePort(request.Buffer, port);
            int status = await QueryAsync(request.Buffer, block.Buffer).ConfigureAwait(false);
            octets[port] = status == 0 ? ReadCounter(block.Buffer) : 0;
        }

        return octets;
    }

    private async Task<int> QueryAsync(DmaBuffer request, DmaBuffer block)
    {
        PhysAddr input = THal.Share(request, DriverToDevice);
        try
        {
            PhysAddr output = THal.Share(block, DeviceToDriver);
            try
            {
                return await firmware.ExecuteAsync(0x77, input, output).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(output, block, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(input, request, DriverToDevice);
        }
    }

    private static void WritePort(DmaBuffer request, int port) =>
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(), port);

    private static ulong ReadCounter(DmaBuffer block) =>
        BinaryPrimitives.ReadUInt64LittleEndian(block.AsReadOnlySpan());
}
