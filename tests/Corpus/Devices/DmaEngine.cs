using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>A memory-to-memory copy engine with cookies.</summary>
public class DmaEngine
{
    public int Channels => 4;

    public bool IsIdle { get; set; }

    public int LastError { get; set; }

    /// <returns>A cookie, or a negative error.</returns>
    public int Submit(PhysAddr source, PhysAddr destination, int length) => LastError;

    public int SubmitFill(PhysAddr destination, int length, byte value) => LastError;

    public bool IsComplete(int cookie) => IsIdle;

    public bool WaitFor(int cookie, int milliseconds) => IsIdle;

    public void Terminate()
    {
    }

    public Task CopyAsync(PhysAddr source, PhysAddr destination, int length) => Task.CompletedTask;
}
