using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.RoslynFloor.Tests;

public sealed class CompilerVersionTests
{
    [Fact]
    public void The_compiler_is_the_oldest_supported() => Assert.Equal("4.8", typeof(Compilation).Assembly.GetName().Version!.ToString(2));
}
