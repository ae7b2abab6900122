using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>A mailbox through which a firmware takes commands.</summary>
public class Mailbox
{
    public int Error { get; set; }

    /// <returns>0, or a negative error. The firmware is done with the addresses then.</returns>
    public int Execute(uint opcode, PhysAddr input) => Error;

    public int Execute(uint opcode, PhysAddr input, PhysAddr output) => Error;

    public bool TryPost(uint opcode, [DeviceAddress] PhysAddr input) => Error == 0;

    public bool WaitReply(int milliseconds) => Error == 0;

    public Task<int> ExecuteAsync(uint opcode, PhysAddr input, PhysAddr output) => Task.FromResult(Error);
}
