using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Shares inside object, collection and dictionary initializers, released from the objects.</summary>
public sealed class Initializers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private sealed class Job
    {
        public Shared<THal> Input { get; init; }

        public Shared<THal> Output { get; init; }

        public Dictionary<string, Shared<THal>> Extra { get; } = new();
    }

    public void Run(DmaBuffer input, DmaBuffer output, DmaBuffer key, DmaBuffer vector)
    {
        var job = new Job
        {
            Input = new(input, BufferDirection.DriverToDevice),
            Output = new(output, BufferDirection.DeviceToDriver),
            Extra =
            {
                ["key"] = new(key, BufferDirection.DriverToDevice),
                ["vector"] = new(vector, BufferDirection.DriverToDevice),
            },
        };
        _device.Program(job.Input.Paddr, input.Length);
        _device.Wait(10);
        foreach (Shared<THal> extra in job.Extra.Values)
        {
            extra.Unshare();
        }

        job.Output.Unshare();
        job.Input.Unshare();
    }
}
