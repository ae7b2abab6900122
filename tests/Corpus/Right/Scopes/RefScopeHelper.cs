using Devices;
using Hal;

/// <summary>Helpers take the scope by ref, by in, and as a scoped parameter; the caller's using still ends it.</summary>
public sealed class ScopeByRef<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer data)
    {
        var scope = new SharedScope<THal>(data, BufferDirection.Both);
        try
        {
            Program(in scope);
            if (!_device.Wait(10))
            {
                GiveUp(ref scope);
                return false;
            }

            return true;
        }
        finally
        {
            scope.Dispose();
        }
    }

    private void Program(in SharedScope<THal> scope) => _device.Program(scope.Paddr, scope.Buffer.Length);

    private void GiveUp(scoped ref SharedScope<THal> scope)
    {
        _device.Reset();
        if (_device.Status != 0)
        {
            scope.Abandon();
        }
    }
}
