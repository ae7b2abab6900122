using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Continuations instead of await.
public sealed class ContinueWithStyle<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public Task<int> Execute(uint opcode, DmaBuffer input, DmaBuffer output)
    {
        var first = new Shared<THal>(input, DriverToDevice);
        var second = new Shared<THal>(output, DeviceToDriver);
        return mailbox.ExecuteAsync(opcode, first.Paddr, second.Paddr).ContinueWith(
            static (task, state) =>
            {
                var (input, output) = ((Shared<THal>, Shared<THal>))state!;
                output.Unshare();
                input.Unshare();
                return task.Status == TaskStatus.RanToCompletion ? task.Result : -5;
            },
            (first, second),
            TaskScheduler.Default);
    }
}
