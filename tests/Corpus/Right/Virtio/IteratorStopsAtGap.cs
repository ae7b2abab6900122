using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>A virtio console's reader, an iterator, that ends its buffer's share before it yields or stops.</summary>
public sealed class ConsoleReader<THal>
    where THal : struct, IHal
{
    private readonly Device _console = new();

    public IEnumerable<int> Lengths(DmaBuffer buffer)
    {
        while (_console.Ready)
        {
            var shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
            _console.Program(shared.Paddr, buffer.Length);
            int length = _console.Wait(100) ? _console.Status : 0;
            if (length == 0)
            {
                _console.Reset();
                shared.Unshare();
                yield break;
            }

            shared.Unshare();
            yield return length;
        }
    }
}
