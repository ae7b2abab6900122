using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Pressure readings as an asynchronous sequence, one transfer for each reading. The share ends before the value is yielded; a consumer
// that stops in between leaves nothing shared.
public sealed class PressureStream<THal>(SpiController bus)
    where THal : struct, IHal
{
    private const int FrameBytes = 4;

    public async IAsyncEnumerable<int> ReadAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var command = new PinnedBuffer(FrameBytes);
        using var answer = new PinnedBuffer(FrameBytes);
        WriteCommand(command.Buffer, 0xF7);
        while (!cancellation.IsCancellationRequested)
        {
            if (await TransferAsync(command.Buffer, answer.Buffer).ConfigureAwait(false))
            {
                yield return Decode(answer.Buffer);
            }

            await Task.Delay(interval, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> TransferAsync(DmaBuffer command, DmaBuffer answer)
    {
        Shared<THal> output = default;
        Shared<THal> input = default;
        try
        {
            output = new Shared<THal>(command, DriverToDevice);
            input = new Shared<THal>(answer, DeviceToDriver);
            bool good = await bus.TransferAsync(output.Paddr, input.Paddr, FrameBytes).ConfigureAwait(false);
            if (!good)
            {
                bus.Abort();
            }

            return good;
        }
        finally
        {
            // Those that were not made end without effect.
            input.Unshare();
            output.Unshare();
        }
    }

    private static void WriteCommand(DmaBuffer command, byte register) => command[0] = register;

    private static int Decode(DmaBuffer answer) => answer[1] << 12 | answer[2] << 4 | answer[3] >> 4;
}
