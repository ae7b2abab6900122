using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Lambdas that share, use and unshare by themselves, return shares, or run each for one part.</summary>
public sealed class WholeLambdas<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Task<int> Run(DmaBuffer data) => Task.Run(() =>
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        try
        {
            return _device.Start(at, data.Length);
        }
        finally
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    });

    public void Factories(DmaBuffer data)
    {
        Func<Shared<THal>> make = () => new Shared<THal>(data, BufferDirection.Both);
        Func<DmaBuffer, PhysAddr> map = buffer => THal.Share(buffer, BufferDirection.Both);
        make().Unshare();
        Shared<THal> held = make();
        _device.Program(held.Paddr, data.Length);
        held.Unshare();
        PhysAddr at = map(data);
        THal.Unshare(at, data, BufferDirection.Both);
    }

    public void Each(DmaBuffer[] parts)
    {
        Array.ForEach(parts, part =>
        {
            using var scope = new SharedScope<THal>(part, BufferDirection.Both);
            _device.Submit(scope.Paddr, part.Length);
        });

        Parallel.ForEach(parts, part =>
        {
            var own = new Shared<THal>(part, BufferDirection.Both);
            if (!_device.Submit(own.Paddr))
            {
                own.Unshare();
                return;
            }

            _device.Wait(10);
            own.Unshare();
        });
    }
}
